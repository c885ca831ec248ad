"""What a new instance starts with: the starter laws, the sample stories and people, and the seeding of them."""
