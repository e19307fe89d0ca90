"""What curators decided, and what is proposed to them."""
