package dev.pendant.hook;

/** Where a hook is put among the others. */
public enum HookOption {
  /** Before the hooks of its kind that the module has; global hooks still come first (H-170). */
  PREPEND
}
