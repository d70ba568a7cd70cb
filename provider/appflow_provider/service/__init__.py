"""Calls AWS: clients, retries, and the translation of AWS's errors. The only room that imports boto3, and it does so late."""

from appflow_provider.service.services import AppFlow, Services

__all__ = ["AppFlow", "Services"]
