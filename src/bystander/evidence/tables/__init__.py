"""Reading any table: text, its head and its bad rows, and what columns are called."""
