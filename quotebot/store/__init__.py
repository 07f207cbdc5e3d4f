"""What happened: what each channel was shown. All SQL is in this package."""
