// The story of `story.py` with the AWS SDK for Go. The endpoint, the region and the credentials come from the environment.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"os"
	"sort"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/appflow"
	"github.com/aws/aws-sdk-go-v2/service/appflow/types"
)

var ctx = context.Background()

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func request(name string) *appflow.CreateFlowInput {
	return &appflow.CreateFlowInput{
		FlowName:      aws.String(name),
		TriggerConfig: &types.TriggerConfig{TriggerType: types.TriggerTypeOndemand},
		SourceFlowConfig: &types.SourceFlowConfig{
			ConnectorType: types.ConnectorTypeS3,
			SourceConnectorProperties: &types.SourceConnectorProperties{
				S3: &types.S3SourceProperties{BucketName: aws.String("exports"), BucketPrefix: aws.String("in")},
			},
		},
		DestinationFlowConfigList: []types.DestinationFlowConfig{{
			ConnectorType: types.ConnectorTypeS3,
			DestinationConnectorProperties: &types.DestinationConnectorProperties{
				S3: &types.S3DestinationProperties{BucketName: aws.String("lake")},
			},
		}},
		Tasks: []types.Task{{TaskType: types.TaskTypeMapAll, SourceFields: []string{}}},
	}
}

func names(client *appflow.Client) []string {
	found := []string{}
	pages := appflow.NewListFlowsPaginator(client, &appflow.ListFlowsInput{MaxResults: aws.Int32(1)})
	for pages.HasMorePages() {
		for _, flow := range must(pages.NextPage(ctx)).Flows {
			found = append(found, *flow.FlowName)
		}
	}
	sort.Strings(found)
	return found
}

func main() {
	cfg := must(config.LoadDefaultConfig(ctx))
	client := appflow.NewFromConfig(cfg)
	told := map[string]any{}

	created := must(client.CreateFlow(ctx, request("orders")))
	told["created"] = created.FlowStatus
	described := must(client.DescribeFlow(ctx, &appflow.DescribeFlowInput{FlowName: aws.String("orders")}))
	told["bucket"] = *described.SourceFlowConfig.SourceConnectorProperties.S3.BucketName
	kinds := []types.TaskType{}
	for _, task := range described.Tasks {
		kinds = append(kinds, task.TaskType)
	}
	told["tasks"] = kinds
	told["recent"] = time.Since(*described.CreatedAt).Abs() < time.Hour

	started := must(client.StartFlow(ctx, &appflow.StartFlowInput{FlowName: aws.String("orders")}))
	var run types.ExecutionRecord
	for run.ExecutionStatus == "" || run.ExecutionStatus == types.ExecutionStatusInprogress {
		asked := &appflow.DescribeFlowExecutionRecordsInput{FlowName: aws.String("orders")}
		for _, each := range must(client.DescribeFlowExecutionRecords(ctx, asked)).FlowExecutions {
			if *each.ExecutionId == *started.ExecutionId {
				run = each
			}
		}
	}
	told["run"] = run.ExecutionStatus
	told["records"] = *run.ExecutionResult.RecordsProcessed

	arn := created.FlowArn
	tags := map[string]string{"team": "data + co", "stage": "test"}
	must(client.TagResource(ctx, &appflow.TagResourceInput{ResourceArn: arn, Tags: tags}))
	must(client.UntagResource(ctx, &appflow.UntagResourceInput{ResourceArn: arn, TagKeys: []string{"stage"}}))
	told["tags"] = must(client.ListTagsForResource(ctx, &appflow.ListTagsForResourceInput{ResourceArn: arn})).Tags

	var conflict *types.ConflictException
	if _, err := client.CreateFlow(ctx, request("orders")); errors.As(err, &conflict) {
		told["again"] = conflict.ErrorCode()
	}
	var missing *types.ResourceNotFoundException
	_, err := client.DescribeFlow(ctx, &appflow.DescribeFlowInput{FlowName: aws.String("nothing")})
	if errors.As(err, &missing) {
		told["missing"] = missing.ErrorCode()
	}

	must(client.CreateFlow(ctx, request("returns")))
	pages := names(client)
	told["pages"] = pages
	for _, name := range pages {
		must(client.DeleteFlow(ctx, &appflow.DeleteFlowInput{FlowName: aws.String(name)}))
	}
	told["left"] = names(client)
	if err := json.NewEncoder(os.Stdout).Encode(told); err != nil {
		log.Fatal(err)
	}
}
