"""
Amazon EventBridge, the event bus. A destination only, for Salesforce and Pardot sources.

There is no login and no connector profile. The flow runs on events and writes to a partner event
source, which has to be associated with an event bus before the flow can be activated. Events above
256 KB go to an S3 bucket, and a pointer to them to the bus.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.connectors.parts import Part, nothing_special
from appflow_provider.shapes.create_only import WRITES_TO
from appflow_provider.shapes.scalars import Object
from appflow_provider.shapes.transforms import is_generated_bus
from appflow_provider.shapes.writing import ErrorHandlingConfig


class EventBridgeDestinationProperties(Shape):
    """
    Where a flow sends events in Amazon EventBridge. The partner event source has to be associated
    with an event bus before the flow can start.
    """

    object: Object = member(
        "Name of the partner event source, for example "
        "`aws.partner/appflow/salesforce.com/123456789012/orders`. AppFlow creates the source "
        "where it does not exist. Another one replaces the flow, because AppFlow refuses to change "
        "it.",
        required=True,
        create_only=WRITES_TO,
        equivalent=is_generated_bus,
    )
    error_handling_config: ErrorHandlingConfig | None = member(
        "What becomes of events that cannot be sent as they are. Name a bucket in it, for those "
        "above 256 KB.",
        drift_when_added=True,
    )


CONNECTOR = Connector(
    "EventBridge",
    "Amazon EventBridge, as destination of Salesforce events. Needs no connector profile.",
    destination=Part(
        EventBridgeDestinationProperties,
        "The partner event source in Amazon EventBridge. Needs a flow that Salesforce events start.",
        added=1,
    ),
    metadata=nothing_special("EventBridge", added=1),
    exclusive=True,
)
