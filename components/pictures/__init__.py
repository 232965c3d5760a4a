"""Charts as files: PNG and SVG of a slide, drawn beside the server."""
