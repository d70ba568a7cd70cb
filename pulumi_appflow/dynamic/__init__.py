"""
Amazon AppFlow without a plugin: the same resources, types and enums as in `pulumi_appflow`, registered as dynamic resources.

```python
import pulumi_appflow.dynamic as appflow
```

is the only line that differs from a program on the plugin. Needs pip and the Pulumi CLI, nothing else.
"""

from pulumi_appflow import outputs
from pulumi_appflow._enums import *  # noqa: F403 - all of it, by its __all__
from pulumi_appflow._enums import __all__ as _enums
from pulumi_appflow._inputs import *  # noqa: F403
from pulumi_appflow._inputs import __all__ as _inputs
from pulumi_appflow.dynamic.functions import *  # noqa: F403
from pulumi_appflow.dynamic.functions import __all__ as _functions
from pulumi_appflow.dynamic.mirror import Mirror, MirrorArgs
from pulumi_appflow.dynamic.resources import *  # noqa: F403
from pulumi_appflow.dynamic.resources import __all__ as _resources
from pulumi_appflow.surroundings import Surroundings

__all__ = [  # noqa: PLE0604 - the lists hold strings
    "Mirror",
    "MirrorArgs",
    "Surroundings",
    "outputs",
    *_enums,
    *_functions,
    *_inputs,
    *_resources,
]
