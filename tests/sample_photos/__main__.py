"""``python -m tests.sample_photos``."""

from .make import main

raise SystemExit(main())
