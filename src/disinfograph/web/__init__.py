"""The graph over HTTP: a SPARQL endpoint and the stored queries as an API. No outside query runs in this process."""
