"""Albums and films in a store such as S3, by fsspec."""
