"""What the kernel's ports are joined to outside of this process."""
