"""A finished film → what brings it to a friend: the way to the phone, the link, the message, the copies."""
