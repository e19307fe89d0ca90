"""The parts of a build: records mapped on all cores, statements in files, the merge held to the shapes."""
