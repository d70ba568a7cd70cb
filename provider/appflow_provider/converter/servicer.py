"""Answers the engine's two calls: `ConvertState` for `pulumi import`, and `ConvertProgram` for `pulumi convert`."""

import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import grpc
from pulumi.runtime.proto import converter_pb2
from pulumi.runtime.proto.codegen import hcl_pb2
from pulumi.runtime.proto.converter_pb2_grpc import ConverterServicer

from appflow_provider.adopt.blocks import blocks
from appflow_provider.adopt.finding import Found
from appflow_provider.adopt.importing import entry, without_credentials
from appflow_provider.adopt.linked import linked
from appflow_provider.adopt.options import in_options
from appflow_provider.adopt.program import program
from appflow_provider.converter.arguments import COMMAND, Options, parse
from appflow_provider.converter.configuring import configured_region, set_secrets
from appflow_provider.converter.engine import logs_secrets, stack_options, writes_secrets
from appflow_provider.errors import AppFlowError
from appflow_provider.migration.gathering import gather
from appflow_provider.migration.report import report
from appflow_provider.wire.structs import encoded

_PROGRAM = "main.pp"  # any name with this suffix; the engine reads all in the folder
_PLACE = hcl_pb2.Range(  # without one, the engine prints `<nil>`
    filename="appflow", start=hcl_pb2.Pos(line=1, column=1), end=hcl_pb2.Pos(line=1, column=1)
)
_WITHHELD = (
    "Credentials are not taken over, because Pulumi would write them to a program in the clear. Run `pulumi import` with "
    "--generate-code=false, and write the program with `pulumi convert --from appflow`, which puts configuration in their place."
)
_LOGGED = "at -v=9 and above, Pulumi would log the credentials in the clear. Run `pulumi import` with -v=8 or less"


class Servicer(ConverterServicer):
    """
    The converter.

    Args:
        engine: The id of the engine's process.
    """

    def __init__(self, engine: int) -> None:
        self._engine = engine

    def ConvertState(
        self, request: converter_pb2.ConvertStateRequest, context: grpc.ServicerContext
    ) -> converter_pb2.ConvertStateResponse:
        """The resources to import, with their inputs and outputs. An error ends the call: the engine prints its text alone."""
        try:
            return self._state(parse(request.args))
        except Exception as failed:
            context.abort(grpc.StatusCode.FAILED_PRECONDITION, _sentence(failed))
            raise AssertionError("abort raises") from failed

    def ConvertProgram(
        self, request: converter_pb2.ConvertProgramRequest, _context: grpc.ServicerContext
    ) -> converter_pb2.ConvertProgramResponse:
        """Write the program that declares the same resources, for the engine to translate."""
        try:
            options = parse(request.args)
            # The engine starts the converter in the folder of the new program.
            _, outcome = gather(options.asked.below(Path(request.source_directory)))
            text = blocks([each.found for each in outcome.taken])
            Path(request.target_directory, _PROGRAM).write_text(text, encoding="utf-8")
        except Exception as failed:  # noqa: BLE001 - the last place before the wire
            # The engine would print more than the text of an error that ends the call.
            error = hcl_pb2.Diagnostic(
                severity=hcl_pb2.DIAG_ERROR, summary=_sentence(failed), subject=_PLACE
            )
            return converter_pb2.ConvertProgramResponse(diagnostics=[error])
        return converter_pb2.ConvertProgramResponse()

    def _state(self, options: Options) -> converter_pb2.ConvertStateResponse:
        _see_that_there_is_room(options)
        stack = stack_options(self._engine)
        # Resources of another region must say so, or the next preview would replace them.
        asked = replace(
            options.asked, region=_region(options.asked.region, configured_region(stack))
        )
        contents, outcome = gather(asked)
        found = [each.found for each in outcome.taken]
        declared = linked(found)
        is_set = options.sets_config and not options.is_dry_run
        texts = [report(contents, outcome, declared, is_configured=is_set, stack=stack)]
        if options.is_dry_run:
            texts.append("Nothing was taken over, because --dry-run is set.")
            return converter_pb2.ConvertStateResponse(diagnostics=[*map(_told, texts)])
        has_credentials = any(each.credentials for each in declared)
        if has_credentials and logs_secrets(self._engine):
            raise AppFlowError(_LOGGED, ours=True)
        if options.program:
            text = program(found, options.front, outcome.region or "")
            options.program.write_text(text, encoding="utf-8")
        if options.sets_config:
            set_secrets(declared, stack)
        if has_credentials and writes_secrets(self._engine, trusted=options.hands_credentials):
            found = [without_credentials(each) for each in found]
            texts.append(_WITHHELD)
        return converter_pb2.ConvertStateResponse(
            resources=_imports(found, options.front), diagnostics=[*map(_told, texts)]
        )


def _imports(found: Sequence[Found], front: str) -> list[converter_pb2.ResourceImport]:
    return [
        converter_pb2.ResourceImport(
            type=one.type,
            name=one.name,
            id=one.id_,
            inputs=encoded(one.inputs),
            outputs=encoded(one.outputs),
        )
        for one in (entry(each, front) for each in found)
    ]


def _region(asked: str | None, configured: str | None) -> str | None:
    if asked and configured and asked != configured:
        raise AppFlowError(
            f"the stack is configured for {configured}, and --region is {asked}, so the next preview would replace everything. "
            f"Omit --region, or import into a stack for {asked}",
            ours=True,
        )
    return asked or configured


def _see_that_there_is_room(options: Options) -> None:
    """Fail before the long read, not after it, if the program cannot be written."""
    file = options.program
    if file is None:
        return
    if not file.parent.is_dir():
        raise AppFlowError(f"there is no folder {file.parent}. Create it first", ours=True)
    if file.exists() and not options.is_forced:
        raise AppFlowError(
            f"{file} exists. Overwrite it with --force, or set another name with --program",
            ours=True,
        )


def _sentence(failed: Exception) -> str:
    """The text of an error. That of a bug is not shown, because it may hold a value of the file."""
    if isinstance(failed, AppFlowError):
        return in_options(str(failed), COMMAND)
    if isinstance(failed, OSError):
        return f"{failed.filename}: {failed.strerror}"
    last = traceback.extract_tb(failed.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return f"This is a bug of the converter: {type(failed).__name__} at {place}. Please report it."


def _told(text: str) -> hcl_pb2.Diagnostic:
    """A report. The engine prints the summary, a semicolon and the details."""
    # Lines stay as they are: only the properties of the configuration have other names here.
    told = "\n".join(
        in_options(line, COMMAND) if line[:1].strip() else line for line in text.split("\n")
    )
    first, _, rest = told.partition("\n")
    return hcl_pb2.Diagnostic(
        severity=hcl_pb2.DIAG_WARNING, summary=first.rstrip("."), detail=rest, subject=_PLACE
    )
