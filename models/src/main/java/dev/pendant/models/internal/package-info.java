/** What several readers of this module share; not for users. */
@NullMarked
package dev.pendant.models.internal;

import org.jspecify.annotations.NullMarked;
