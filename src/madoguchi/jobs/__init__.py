"""Work that is done later, and surely: recorded, claimed, done, watched."""
