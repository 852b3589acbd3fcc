// Package mounts gives a test disks of its own, on Linux.
package mounts
