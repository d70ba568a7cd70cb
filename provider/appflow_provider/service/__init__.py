"""Calls AWS: clients, retries, and the translation of AWS's errors. Only this package imports boto3, and only when needed."""

from appflow_provider.service.services import AppFlow, Services
from appflow_provider.service.stacks import Stack

__all__ = ["AppFlow", "Services", "Stack"]
