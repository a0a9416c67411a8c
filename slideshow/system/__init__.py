"""What the computer gives: ffmpeg, processes, caches, folders, memory."""
