"""The pages and the data of every thing, over any store: what is served and what is published are the same bytes."""
