"""
The refusals of the service, by the names of its model; moto turns them into HTTP answers.

    AppFlowError
    +-- AccessDenied, Conflict, ConnectorAuthentication, ConnectorServer, InternalServer
    +-- QuotaExceeded, ResourceNotFound, Throttled, UnsupportedOperation
    +-- Validation

`STATUS` is what the middleware needs where moto is not asked (injected faults); a test compares it with the model.
"""

from moto.core.exceptions import ServiceException


class AppFlowError(ServiceException):
    """Base of all. Raise a subclass: moto looks the code up in the service's model."""


class AccessDenied(AppFlowError):
    code = "AccessDeniedException"


class Conflict(AppFlowError):
    code = "ConflictException"


class ConnectorAuthentication(AppFlowError):
    code = "ConnectorAuthenticationException"


class ConnectorServer(AppFlowError):
    code = "ConnectorServerException"


class InternalServer(AppFlowError):
    code = "InternalServerException"


class QuotaExceeded(AppFlowError):
    code = "ServiceQuotaExceededException"


class ResourceNotFound(AppFlowError):
    code = "ResourceNotFoundException"


class Throttled(AppFlowError):
    code = "ThrottlingException"


class UnsupportedOperation(AppFlowError):
    code = "UnsupportedOperationException"


class Validation(AppFlowError):
    code = "ValidationException"


STATUS = {
    "AccessDeniedException": 403,
    "ConflictException": 409,
    "ConnectorAuthenticationException": 401,
    "ConnectorServerException": 400,
    "InternalServerException": 500,
    "ResourceNotFoundException": 404,
    "ServiceQuotaExceededException": 402,
    "ThrottlingException": 429,
    "UnsupportedOperationException": 400,
    "ValidationException": 400,
}
