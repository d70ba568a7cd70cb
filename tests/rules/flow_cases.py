"""All flows of the tables, by name."""

from tests.rules.end_cases import ENDS, TRIGGERS
from tests.rules.samples import Case
from tests.rules.schedule_cases import SCHEDULES, SOURCES
from tests.rules.task_cases import FIELDS, TEXTS
from tests.rules.writing_cases import TASKS, WRITING

FLOWS: dict[str, Case] = {
    **ENDS,
    **TRIGGERS,
    **SCHEDULES,
    **SOURCES,
    **WRITING,
    **TASKS,
    **TEXTS,
    **FIELDS,
}
