"""Labels to things: what a source calls something, and which thing of the authority lists it is."""
