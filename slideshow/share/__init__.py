"""A finished film → what brings it to a friend: the phone, the album's link, the message, copies."""
