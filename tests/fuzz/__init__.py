"""Laws that hold for whatever comes in: seeds made of what notices, damages, web pages and enemies are made of."""
