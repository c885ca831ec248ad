"""What the open data are: tables and fields with their meanings, the files of a package, how dates are read."""
