"""An album's link: its parts, its service, whether it opens."""
