"""What is handed out: built, looked at, installed in a new environment and used there, away from the checkout."""
