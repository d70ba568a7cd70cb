"""
The service's exceptions, named as in its model. moto turns them into HTTP responses.

    AppFlowError
    +-- Conflict, ConnectorServer, Internal, QuotaExceeded, ResourceNotFound
    +-- Throttled, UnsupportedOperation, Validation

`STATUS` gives the middleware the HTTP status of injected faults, which bypass moto. A test compares it with the model.
"""

from moto.core.exceptions import ServiceException


class AppFlowError(ServiceException):
    """The base class. Raise a subclass: moto looks its code up in the service's model."""


class Conflict(AppFlowError):
    code = "ConflictException"


class ConnectorServer(AppFlowError):
    code = "ConnectorServerException"


class Internal(AppFlowError):
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
