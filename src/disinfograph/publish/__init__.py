"""The site as files for any web host: pages, data, dumps, tables, and a search that needs no server."""
