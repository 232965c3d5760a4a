"""Charts: pure functions from a frame and a look to the layers of an Altair chart; they draw nothing."""
