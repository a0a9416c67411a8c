"""Films that tests make in their own process: a worker takes longer to start than a small film takes."""

from functools import partial

from slideshow.pipeline.make import make

make_here = partial(make, jobs=1, expendable=True)
