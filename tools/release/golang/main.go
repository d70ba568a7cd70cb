// A program that the trial of a release compiles with the Go SDK.
package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"example.com/pulumi-appflow/sdk/go/appflow"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		hubspot, err := appflow.NewConnector(ctx, "hubspot", &appflow.ConnectorArgs{
			ConnectorLabel: pulumi.String("HubSpot"),
			ConnectorProvisioningConfig: &appflow.ConnectorProvisioningConfigArgs{
				Lambda: &appflow.LambdaConnectorProvisioningConfigArgs{
					LambdaArn: pulumi.String("arn:aws:lambda:eu-west-1:123456789012:function:hubspot"),
				},
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("arn", hubspot.ConnectorArn)
		return nil
	})
}
