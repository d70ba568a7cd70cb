"""
Helpers that write the tasks of a flow: map fields, filter records, mask values.

```python
from pulumi_appflow import mapping

source = mapping.of("Salesforce")
tasks = (
    source.map_fields("Id", "Name", Phone="phone")
    + source.mask("Phone", last=4)
    + source.filter_equal("StageName", "Closed Won")
)
```

Each helper returns tasks and adds what AppFlow needs (a projection, data types, temporary fields). Join tasks with `+`, as lists. You can
add tasks that you wrote yourself.
"""

from pulumi_appflow.mapping.sources import Source, of
from pulumi_appflow.mapping.tasks import Tasks

__all__ = ["Source", "Tasks", "of"]
