"""
The systems that AppFlow can read from, write to or log in to, as the API names them.

A profile, a source and a destination set the connector type, and the member of the same name in the
properties. For three connectors the two names differ, which causes many mistakes.
"""

from appflow_provider.shapes.base import ApiEnum
from appflow_provider.shapes.connectors import CONNECTORS


class ConnectorType(ApiEnum):
    """
    Systems that AppFlow connects to. Mind three spellings: `Googleanalytics`, `Servicenow` and
    `Infornexus` here go with the properties `googleAnalytics`, `serviceNow` and `inforNexus`.
    """

    _ignore_ = "connector"
    for connector in CONNECTORS.values():
        vars()[connector.constant] = connector.type, connector.description
