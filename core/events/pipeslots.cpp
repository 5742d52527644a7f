// SPDX-License-Identifier: MIT
#include "events/pipeslots.h"
