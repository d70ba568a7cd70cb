// The story of `story.py` with the AWS SDK for JavaScript. The endpoint, the region and the credentials come from the environment.
import { readFileSync } from "node:fs";
import {
  AppflowClient, CreateFlowCommand, DeleteFlowCommand, DescribeFlowCommand, DescribeFlowExecutionRecordsCommand,
  ListTagsForResourceCommand, StartFlowCommand, TagResourceCommand, UntagResourceCommand, paginateListFlows,
  ConflictException, ResourceNotFoundException,
} from "@aws-sdk/client-appflow";

const client = new AppflowClient({});
const request = JSON.parse(readFileSync(process.argv[2], "utf-8"));

async function refused(command, kind) {
  try {
    await client.send(command);
  } catch (error) {
    if (error instanceof kind) return error.name;
    throw error;
  }
  return "accepted";
}

async function names() {
  const found = [];
  for await (const page of paginateListFlows({ client, pageSize: 1 }, {})) {
    found.push(...page.flows.map((flow) => flow.flowName));
  }
  return found.sort();
}

const told = {};
const created = await client.send(new CreateFlowCommand(request));
told.created = created.flowStatus;
const described = await client.send(new DescribeFlowCommand({ flowName: "orders" }));
told.bucket = described.sourceFlowConfig.sourceConnectorProperties.S3.bucketName;
told.tasks = described.tasks.map((task) => task.taskType);
told.recent = Math.abs(Date.now() - described.createdAt.getTime()) < 3600_000;
const started = await client.send(new StartFlowCommand({ flowName: "orders" }));
let run;
do {
  const records = await client.send(new DescribeFlowExecutionRecordsCommand({ flowName: "orders" }));
  run = records.flowExecutions.find((each) => each.executionId === started.executionId);
} while (run.executionStatus === "InProgress");
told.run = run.executionStatus;
told.records = run.executionResult.recordsProcessed;
const resourceArn = created.flowArn;
await client.send(new TagResourceCommand({ resourceArn, tags: { team: "data + co", stage: "test" } }));
await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["stage"] }));
told.tags = (await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags;
told.again = await refused(new CreateFlowCommand(request), ConflictException);
told.missing = await refused(new DescribeFlowCommand({ flowName: "nothing" }), ResourceNotFoundException);
await client.send(new CreateFlowCommand({ ...request, flowName: "returns" }));
told.pages = await names();
for (const flowName of told.pages) await client.send(new DeleteFlowCommand({ flowName }));
told.left = await names();
console.log(JSON.stringify(told));
