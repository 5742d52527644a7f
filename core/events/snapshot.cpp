// SPDX-License-Identifier: MIT
#include "events/snapshot.h"
