"""Parquet: read row group by row group, and looked over without reading it all."""
