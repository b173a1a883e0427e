/** What the packages of cam-core share and no user needs. */
@NullMarked
package dev.pendant.cam.internal;

import org.jspecify.annotations.NullMarked;
