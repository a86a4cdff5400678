@NullMarked
package dev.bac.knowledge.file;

import org.jspecify.annotations.NullMarked;
