"""What writers and their editors read, made from the declarations: each fact is written once."""
