// SPDX-License-Identifier: MIT
#include "scenario/loader.h"
