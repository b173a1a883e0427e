/** What an engine implements to become a backend. */
@NullMarked
package dev.pendant.spi;

import org.jspecify.annotations.NullMarked;
