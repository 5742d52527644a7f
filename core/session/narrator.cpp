// SPDX-License-Identifier: MIT
#include "session/narrator.h"
