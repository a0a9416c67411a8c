"""What lies on the disk: pictures, clips, MP4."""
