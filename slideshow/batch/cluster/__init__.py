"""Films made by many computers: the client, its workers, parcels of segments."""
