/** Measures servers from outside: what they answer, how fast, and at what cost of processor time. */
package io.appkit.itests.bench;
