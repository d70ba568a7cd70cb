"""The boto3 side: clients, retries, and AWS's errors in our words. The only room that knows boto3, and it loads it late."""

from appflow_provider.service.services import AppFlow, Services

__all__ = ["AppFlow", "Services"]
