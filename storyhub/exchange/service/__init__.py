"""Taking files in: what they hold becomes codings here, by the verbs of the coding desk."""
