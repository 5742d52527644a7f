// SPDX-License-Identifier: MIT
#include "session/verdict.h"
