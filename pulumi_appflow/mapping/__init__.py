"""
Tasks of a flow in the words of the job: copy these fields, leave those records out, cover that number.

```python
from pulumi_appflow import mapping

source = mapping.of("Salesforce")
tasks = (
    source.map_fields("Id", "Name", Phone="phone")
    + source.mask("Phone", last=4)
    + source.filter_equal("StageName", "Closed Won")
)
```

Plain functions of a connector's name: each returns tasks as a program would write them, adds what AppFlow silently needs (a
projection, types of data, temporary fields), and they go together with `+`, as lists do. Tasks that are written by hand may stand beside
them.
"""

from pulumi_appflow.mapping.sources import Source, of
from pulumi_appflow.mapping.tasks import Tasks

__all__ = ["Source", "Tasks", "of"]
