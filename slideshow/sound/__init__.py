"""Music and the film's length in, one finished track out."""
