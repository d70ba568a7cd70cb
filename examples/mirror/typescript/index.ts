// The mirror of the folder above, in TypeScript. Build the SDK first, as docs/how-to/typescript.md says, then run `npm install` here.
import * as pulumi from "@pulumi/pulumi";
import * as appflow from "pulumi-appflow";

const config = new pulumi.Config();

const crm = new appflow.ConnectorProfile("crm", {
    connectorProfileName: "mirror-crm",
    connectorType: "Salesforce",
    connectionMode: "Public",
    connectorProfileConfig: {
        connectorProfileProperties: {
            salesforce: { instanceUrl: config.require("salesforceUrl") },
        },
        connectorProfileCredentials: {
            salesforce: { refreshToken: config.requireSecret("salesforceRefreshToken") },
        },
    },
});

const mirror = new appflow.Mirror("mirror", {
    connectorType: "Salesforce",
    connectorProfileName: crm.connectorProfileName,
    objects: ["*"],
    schemas: "../schemas",
    mask: ["*Email*", "*Phone*", "Birthdate"],
    exclude: ["Description"],
    incrementalField: "LastModifiedDate",
    flowName: "mirror-{object:lower}",
    flowStatus: "Active",
    destinationFlowConfig: {
        connectorType: "S3",
        destinationConnectorProperties: {
            s3: { bucketName: config.require("lakeBucket"), bucketPrefix: "crm/{object:lower}" },
        },
    },
    triggerConfig: {
        triggerType: "Scheduled",
        triggerProperties: {
            scheduled: { scheduleExpression: "rate(1hours)", dataPullMode: "Incremental" },
        },
    },
    perObject: { Case: { exclude: ["Subject"] } },
});

export const flowNames = mirror.flowNames;
